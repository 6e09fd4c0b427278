# One image for server, worker and watch: exactly the versions of the lock file, run by an ordinary user.
FROM python:3.11-slim-bookworm
ENV PYTHONUNBUFFERED=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /app
COPY requirements.lock ./
RUN pip install --no-cache-dir --no-deps --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE prefect.yaml ./
COPY flows flows
COPY extractors extractors
COPY warehouse warehouse
# the build back-end of pyproject.toml is fetched for this step alone
RUN pip install --no-cache-dir --no-deps .
# named volumes take over the owner of these folders
RUN useradd --create-home nightdesk && mkdir -p /warehouse/archive /prefect && chown -R nightdesk /warehouse /prefect
USER nightdesk
CMD ["nightdesk", "--help"]
