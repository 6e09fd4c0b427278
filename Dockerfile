# One image for the server and the worker: exactly the versions of the lock file, run by an ordinary user.
FROM python:3.11-slim-bookworm
ENV PYTHONUNBUFFERED=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /app
COPY requirements.lock ./
RUN pip install --no-cache-dir --no-deps --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE prefect.yaml ./
COPY flows flows
COPY extractors extractors
COPY warehouse warehouse
RUN pip install --no-cache-dir --no-deps .
RUN useradd --create-home nightdesk && mkdir /warehouse && chown nightdesk /warehouse
USER nightdesk
CMD ["nightdesk", "--help"]
