# The speech engine.
#
#   docker build -f infra/engine.Dockerfile -t diarist-engine:local .
#   docker build -f infra/engine.Dockerfile --build-arg ACCELERATOR=cuda -t diarist-engine:cuda .
#
# With ACCELERATOR=cuda the image holds NVIDIA's libraries; run it with `--gpus all` (infra/docker-compose.gpu.yaml does).
ARG PYTHON_IMAGE=python:3.13.9-slim-bookworm

FROM ${PYTHON_IMAGE} AS build
ARG ACCELERATOR=cpu
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/engine
COPY engine/requirements.txt /tmp/
RUN /opt/engine/bin/pip install --require-hashes --only-binary=:all: --requirement /tmp/requirements.txt
# What CTranslate2 loads at run time for CUDA 12; its wheel has the rest.
RUN if [ "${ACCELERATOR}" = cuda ]; then \
    /opt/engine/bin/pip install --only-binary=:all: nvidia-cublas-cu12==12.9.3.13 nvidia-cudnn-cu12==9.28.0.42; \
  fi

FROM ${PYTHON_IMAGE}
RUN apt-get update \
  && apt-get install --yes --no-install-recommends tini \
  && rm -rf /var/lib/apt/lists/* \
  && useradd --system --create-home engine \
  && install -d -o engine -g engine /models
COPY --from=build /opt/engine /opt/engine
COPY engine/diarist_engine /app/diarist_engine
WORKDIR /app
ENV PATH=/opt/engine/bin:${PATH} \
  PYTHONUNBUFFERED=1 \
  # Folders that only the CUDA image has.
  LD_LIBRARY_PATH=/opt/engine/lib/python3.13/site-packages/nvidia/cublas/lib:/opt/engine/lib/python3.13/site-packages/nvidia/cudnn/lib \
  ENGINE_HOST=0.0.0.0 \
  ENGINE_PORT=8002 \
  ENGINE_MODEL_CACHE=/models
USER engine
EXPOSE 8002
ENTRYPOINT ["tini", "--"]
CMD ["python", "-m", "diarist_engine"]
