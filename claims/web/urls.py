"""Paths of the desk."""

from django.urls import path

from claims.web import articles, claims, flags, queue, session, speakers, verdicts

urlpatterns = [
    path("", queue.queue, name="queue"),
    path("sign-in/", session.sign_in, name="login"),
    path("sign-out/", session.sign_out, name="logout"),
    path("newsroom/", session.newsroom, name="newsroom"),
    path("flags/<int:pk>/", flags.flag, name="flag"),
    path("flags/<int:pk>/decide/", flags.decide, name="decide"),
    path("flags/<int:pk>/take/", flags.take, name="take"),
    path("flags/<int:pk>/release/", flags.release, name="release"),
    path("articles/", articles.articles, name="articles"),
    path("articles/submit/", articles.submit, name="submit"),
    path("articles/<int:pk>/", articles.article, name="article"),
    path("articles/<int:pk>/progress/", articles.progress, name="progress"),
    path("articles/<int:pk>/retry/", articles.retry, name="retry"),
    path("claims/", claims.claims, name="claims"),
    path("claims/<int:pk>/", claims.claim, name="claim"),
    path("claims/<int:pk>/verdict/", verdicts.write, name="write_verdict"),
    path("verdicts/<int:pk>/submit/", verdicts.submit, name="submit_verdict"),
    path("verdicts/<int:pk>/publish/", verdicts.publish, name="publish_verdict"),
    path("verdicts/<int:pk>/withdraw/", verdicts.withdraw, name="withdraw_verdict"),
    path("speakers/", speakers.speakers, name="speakers"),
    path("speakers/<int:pk>/", speakers.speaker, name="speaker"),
]
