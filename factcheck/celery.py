"""The Celery application. Tasks are registered by claims.tasks and claims.pipeline."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")

app = Celery("factcheck")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["claims"], related_name="tasks")
app.autodiscover_tasks(["claims"], related_name="pipeline")
