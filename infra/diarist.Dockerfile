# Gateway and workers: one image, told by its command which of them to be.
#
#   docker build -f infra/diarist.Dockerfile -t diarist:local .
ARG NODE_IMAGE=node:24.21.0-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /app
# First what changes rarely, so that a change of source does not fetch the packages again.
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json tsconfig.build.json ./
COPY src ./src
COPY web ./web
RUN npm run build && npm prune --omit=dev

FROM ${NODE_IMAGE}
# ffmpeg reads strangers' files, so it comes from a distribution that mends it.
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ca-certificates ffmpeg tini \
  && rm -rf /var/lib/apt/lists/*
ENV NODE_ENV=production DIARIST_HOME=/var/lib/diarist DIARIST_FFMPEG=/usr/bin/ffmpeg
# A volume takes on the owner of what it covers.
RUN install -d -o node -g node /var/lib/diarist /var/lib/diarist/search
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
USER node
# tini passes signals on and buries what ffmpeg leaves behind. What Node is told: src/stack/node-flags.ts.
ENTRYPOINT ["tini", "--", "node", "--external-memory-accounted-in-global-limit", "--no-memory-reducer", "--max-semi-space-size=16", "--scavenger-max-new-space-capacity-mb=8", "--no-allocation-site-pretenuring"]
CMD ["dist/api/main.js"]
