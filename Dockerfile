# syntax=docker/dockerfile:1
# One image, one process, one volume: /data holds the SQLite file and nothing else is written.

FROM python:3.13-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /src
RUN apt-get update && apt-get install --yes --no-install-recommends binutils && rm -rf /var/lib/apt/lists/*
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
    && /opt/nutgraf/bin/pip uninstall --yes pip
# What is taken out again is never used here: debug symbols, headers and sources, other languages' calendars, other
# databases, PDF fonts, test suites.
WORKDIR /opt/nutgraf/lib/python3.13/site-packages
RUN find . -type d \( -name tests -o -name test \) -prune -exec rm -rf {} + \
    && find . -type f \( -name '*.pyi' -o -name '*.pxd' -o -name '*.pyx' -o -name '*.c' -o -name '*.h' -o -name '*.dll' \) -delete \
    && find . -name '*.so' ! -path '*.libs/*' -exec strip --strip-unneeded {} + \
    && find babel/locale-data -type f ! -name root.dat ! -name 'en*.dat' -delete \
    && find fontTools -mindepth 1 -maxdepth 1 -type d ! -name misc -exec rm -rf {} + \
    && rm -rf sqlalchemy/testing sqlalchemy/dialects/mysql sqlalchemy/dialects/oracle sqlalchemy/dialects/mssql \
        numpy/f2py matplotlib/mpl-data/sample_data matplotlib/mpl-data/fonts/afm matplotlib/mpl-data/fonts/pdfcorefonts \
        matplotlib/mpl-data/images \
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
