# One image: brings the database up to date, then serves. Socket Mode or HTTP follows from the environment.
FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PORT=3000 \
    DATABASE_URL=sqlite:////data/rm.sqlite3

# A fixed number: whoever mounts a folder at /data knows whom to give it to, and it is seen not to be root.
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin bot \
    && install --directory --owner=bot --group=bot --mode=0700 /data

WORKDIR /app
COPY requirements.txt ./
RUN pip install --no-cache-dir --require-hashes --requirement requirements.txt

COPY app_manifest.yaml pyproject.toml ./
COPY migrations/ migrations/
COPY bot/ bot/

USER 10001
VOLUME /data
EXPOSE 3000

# The bot answers /healthz in both modes. No proxy: this never leaves the container.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 CMD ["python", "-c", "\
import os, urllib.request as web;\
web.build_opener(web.ProxyHandler({})).open(f'http://127.0.0.1:{os.environ[\"PORT\"]}/healthz', timeout=4)"]

CMD ["sh", "-c", "python -m bot migrate && exec python -m bot"]
