"""The service: one process that speaks HTTP, and worker processes that judge.

The front never runs the engine. A worker that crashes, hangs or doubts its own answer is ended and replaced, and
the request that met it gets an error: no fault of the engine can look like an answer. FastAPI and uvicorn come
with the extra ``article41[serve]`` and are imported by ``_app``, ``_openapi`` and ``_server`` alone.
"""
