"""English is told from the languages the news comes in."""

import pytest

from extractors.article.language import language_of


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Two soldiers were killed when a bomb went off near their vehicle, the army said."),
        ("en", "gunmen killed three farmers near the river"),
        ("es", "Dos soldados murieron cuando explotó una bomba cerca de su vehículo, según el ejército."),
        (
            "fr",
            "Deux soldats ont été tués dans l'explosion d'une bombe près de leur véhicule, selon l'armée.",
        ),
        (
            "de",
            "Zwei Soldaten wurden getötet, als eine Bombe explodierte, wie die Armee sagte.",
        ),
        (
            "pt",
            "Dois soldados foram mortos quando uma bomba explodiu perto do seu veículo, segundo o exército.",
        ),
        (
            "it",
            "Due soldati sono stati uccisi nell'esplosione di una bomba vicino alla loro auto.",
        ),
        (
            "id",
            "Dua tentara tewas ketika sebuah bom meledak di dekat kendaraan mereka, kata juru bicara itu.",
        ),
        ("tr", "Bir bombanın patlaması sonucu iki asker öldü ve üç kişi yaralandı, dedi vali."),
        ("sw", "Askari wawili waliuawa baada ya bomu kulipuka karibu na gari lao, alisema msemaji wa jeshi."),
        ("ur", "دھماکے میں دو فوجی ہلاک ہو گئے اور تین زخمی ہوئے، پولیس نے بتایا کہ حملہ آور فرار ہو گئے۔"),
        ("ps", "په چاودنه کې دوه سرتیري ووژل شول او درې نور ټپیان شوي دي."),
        ("ar", "قتل جنديان في انفجار قنبلة بالقرب من سيارتهما على الطريق إلى المدينة."),
        ("fa", "دو سرباز در انفجار بمب کشته شدند و سه نفر زخمی شدند که حال یکی از آنان وخیم است."),
        ("hi", "बम विस्फोट में दो जवान मारे गए और तीन घायल हो गए, पुलिस ने कहा।"),
        ("bn", "বোমা বিস্ফোরণে দুই সেনা নিহত হয়েছেন।"),
        ("ru", "Два солдата погибли при взрыве бомбы рядом с их машиной, сообщили в полиции."),
        ("uk", "Двоє солдатів загинули під час вибуху бомби, про це повідомили у поліції."),
        ("zh", "两名士兵在爆炸中丧生。"),
        ("ja", "爆発で兵士二人が死亡した。"),
        ("am", "በፍንዳታው ሁለት ወታደሮች ተገደሉ።"),
        (None, "12 345 !?"),
        (None, ""),
    ],
)
def test_language(language: str | None, text: str) -> None:
    assert language_of(text) == language


def test_the_text_comes_before_what_the_page_declares() -> None:
    assert (
        language_of("Dos soldados murieron en el ataque de la noche del martes, según el gobierno.", "en-US")
        == "es"
    )


def test_what_the_page_declares_decides_where_the_text_does_not() -> None:
    assert language_of("Bomba Cauca", "es") == "es"
