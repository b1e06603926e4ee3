# offhook itself: switchboard, lines and engines. Built by the same scripts/setup that a person runs.
ARG BASE=debian:bookworm-slim

FROM ${BASE} AS build
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates python3
WORKDIR /opt/offhook
ENV XDG_CACHE_HOME=/tmp/cache
# What takes long first: it changes seldom.
COPY scripts/setup scripts/
COPY scripts/setup_steps scripts/setup_steps
COPY pyproject.toml requirements.in requirements.lock requirements-built.lock ./
RUN scripts/setup --portable --without asterisk --without offhook --without "practice prompts"
COPY LICENSE README.md ./
COPY agent agent
RUN scripts/setup --portable --without asterisk --without "practice prompts"

FROM ${BASE}
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        ca-certificates espeak-ng flite libgomp1 libopus0 libsamplerate0 libsrtp2-1 libssl3 libuuid1 python3 sox \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /opt/offhook /opt/offhook
COPY asterisk /opt/offhook/asterisk
COPY docker /opt/offhook/docker
COPY models /opt/offhook/models
# Whoever runs the containers owns what they write: a new volume takes this folder's mode.
RUN mkdir -m 1777 /data /config /config/pbx /config/carrier /config/prompts
ENV PATH=/opt/offhook/.venv/bin:$PATH OFFHOOK_HOME=/data XDG_CACHE_HOME=/data/cache HF_HUB_OFFLINE=1
WORKDIR /opt/offhook
EXPOSE 8470
CMD ["offhook", "up"]
