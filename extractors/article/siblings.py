"""A body that lies in several sibling containers, of which extraction took only the first ones."""

from lxml.html import HtmlElement

from extractors.article.page import words

PARAGRAPH_CHARS = 40
BOX_CHARS = 100  # a container with less running text is no part of a body
KEY_CHARS = 60  # enough of a paragraph's beginning to know it by
LEVELS = 3  # how far above the paragraphs' container the common parent may be
BESIDE = frozenset({"footer", "aside", "nav", "form", "header", "figure", "figcaption"})


def paragraph_boxes(tree: HtmlElement) -> dict[HtmlElement, list[str]]:
    """The page's running paragraphs, those in links, navigation and captions left out, by their container."""
    boxes: dict[HtmlElement, list[str]] = {}
    for paragraph in tree.iter("p"):
        text = words(paragraph)
        box = paragraph.getparent()
        if len(text) >= PARAGRAPH_CHARS and box is not None and not _is_linked(paragraph, text):
            boxes.setdefault(box, []).append(text)
    return {box: texts for box, texts in boxes.items() if not _is_beside(box)}


def restore_siblings(lines: list[str], boxes: dict[HtmlElement, list[str]]) -> list[str]:
    """``lines`` with the paragraphs of containers built like the one they come from, and beside it.

    A container counts only where extraction took nothing of it and no headline stands in it, so that
    neither captions left out on purpose nor the next story come in.
    """
    flat = " ".join(lines)
    taken = {box: [text[:KEY_CHARS] in flat for text in texts] for box, texts in boxes.items()}
    full = [box for box in boxes if sum(taken[box]) >= max(2, len(taken[box]) / 2)]
    if not full:
        return lines
    body = max(full, key=lambda box: sum(map(len, boxes[box])))
    missed = {
        box
        for box, texts in boxes.items()
        if not any(taken[box]) and sum(map(len, texts)) >= BOX_CHARS and _are_siblings(box, body)
    }
    if not missed:
        return lines
    restored = list(lines)
    position = None
    for box, texts in boxes.items():
        for text in texts:
            if box in missed and position is not None:
                position += 1
                restored.insert(position, text)
            elif box not in missed:
                key = text[:KEY_CHARS]
                position = next((i for i, line in enumerate(restored) if line.startswith(key)), position)
    return restored


def _are_siblings(box: HtmlElement, body: HtmlElement) -> bool:
    """Whether both hang below one parent by chains of equal tags and classes."""
    left, right = [box, *box.iterancestors()], [body, *body.iterancestors()]
    for one, other, above, above_body in zip(
        left[:LEVELS], right[:LEVELS], left[1:], right[1:], strict=False
    ):
        if (one.tag, one.get("class")) != (other.tag, other.get("class")):
            return False
        if above is above_body:
            return next(one.iter("h1", "h2"), None) is None
    return False


def _is_linked(paragraph: HtmlElement, text: str) -> bool:
    return sum(len(words(link)) for link in paragraph.iter("a")) > len(text) / 2


def _is_beside(box: HtmlElement) -> bool:
    return box.tag in BESIDE or any(ancestor.tag in BESIDE for ancestor in box.iterancestors())
