"""The Celery application. Tasks are registered by claims.tasks and claims.pipeline."""

import os

from celery import Celery

from factcheck.embedded import for_celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")

# Celery's command line takes the variable BROKER_URL over our settings and as it stands: unix:// and valkey:// too.
if broker := os.environ.get("CELERY_BROKER_URL"):
    os.environ["CELERY_BROKER_URL"] = for_celery(broker)

app = Celery("factcheck")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["claims"], related_name="tasks")
app.autodiscover_tasks(["claims"], related_name="pipeline")
