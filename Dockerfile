# syntax=docker/dockerfile:1
# One image, one process, one volume: /data holds the SQLite file and nothing else is written.

FROM python:3.13-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /src
RUN python -m venv /opt/nutgraf
COPY requirements/run.txt requirements/build.txt requirements/
RUN /opt/nutgraf/bin/pip install --require-hashes --only-binary :all: -r requirements/run.txt \
    && python -m venv /opt/build \
    && /opt/build/bin/pip install --require-hashes -r requirements/build.txt
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY adapters adapters
RUN /opt/build/bin/python -m hatchling build -t wheel -d /tmp/dist \
    && /opt/nutgraf/bin/pip install --no-deps /tmp/dist/*.whl \
    && /opt/nutgraf/bin/pip uninstall --yes pip \
    && find /opt/nutgraf -type d \( -name tests -o -name test \) -path '*site-packages*' -prune -exec rm -rf {} + \
    && /opt/nutgraf/bin/python -m compileall -q /opt/nutgraf/lib

FROM python:3.13-slim
LABEL org.opencontainers.image.title="Nutgraf" \
      org.opencontainers.image.description="News alerts for Discord and Slack with figures and quotes you can check" \
      org.opencontainers.image.licenses="MIT"
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin nutgraf \
    && install --directory --owner 10001 --group 10001 --mode 0770 /data
COPY --from=build /opt/nutgraf /opt/nutgraf
WORKDIR /app
COPY config config
COPY seeds seeds
ENV PATH="/opt/nutgraf/bin:$PATH" \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    MPLCONFIGDIR=/tmp/matplotlib \
    NUTGRAF_DATABASE=sqlite:////data/nutgraf.db \
    NUTGRAF_LOG__FORMAT=json
VOLUME /data
USER 10001
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --start-interval=2s --retries=3 \
    CMD ["python", "-m", "bot.probe"]
ENTRYPOINT ["nutgraf"]
CMD ["run"]
