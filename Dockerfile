# syntax=docker/dockerfile:1
# One image for both halves: `adapters` listens and posts, `worker` thinks and delivers. Redis is another one.

FROM node:20-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --include=dev --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY scripts ./scripts
COPY bin ./bin
COPY adapters ./adapters
COPY workers ./workers
COPY src ./src
RUN node scripts/build.mjs
RUN npm prune --omit=dev --no-audit --no-fund

FROM node:20-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/bin/ml-architect.js ./bin/
COPY --from=build /app/dist ./dist
# Nothing is written but under /tmp: the file system may be read-only.
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 CMD ["node", "dist/bin/health.js"]
ENTRYPOINT ["node", "bin/ml-architect.js"]
CMD ["adapters"]
