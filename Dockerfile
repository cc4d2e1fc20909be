# One image for migrate, api and workers. The embedded database and engine are for development and are left out.
FROM node:22.20.0-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY bpmnlint-plugin-onelicence bpmnlint-plugin-onelicence
# With the optional parts: the pages' bundler comes in one for each platform.
RUN npm ci
COPY tsconfig.json tsconfig.build.json ./
COPY src src
COPY workers workers
COPY web web
RUN npm run build && npm prune --omit=dev --omit=optional

FROM node:22.20.0-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 FEED_HOST=0.0.0.0 DATA_DIR=/data
# A third less memory for a process that mostly waits (npm run bench -- memory).
ENV NODE_OPTIONS=--max-semi-space-size=2 MALLOC_ARENA_MAX=1
WORKDIR /app
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json ./
COPY bin bin
COPY bpmnlint-plugin-onelicence bpmnlint-plugin-onelicence
COPY bpmn bpmn
COPY migrations migrations
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
ENTRYPOINT ["node", "bin/onelicence.js"]
CMD ["help"]
