# One image for every service: `docker run wireroom ingest` (or enrich, sink, deliver, console). It runs the distribution that
# the build leaves in launcher/target/wireroom, on a public JDK image or on any other that has java and bash.
ARG JAVA_IMAGE=eclipse-temurin:25-jre

# Other people's jars change seldom and ours often: apart, a rebuilt image differs in a few megabytes.
FROM ${JAVA_IMAGE} AS distribution
COPY launcher/target/wireroom /theirs
RUN mkdir -p /ours/lib && mv /theirs/lib/wireroom-*.jar /ours/lib/ && mv /theirs/bin /ours/

FROM ${JAVA_IMAGE}
RUN echo 'wireroom:x:10001:10001:Wireroom:/var/lib/wireroom:/bin/false' >>/etc/passwd && \
    echo 'wireroom:x:10001:' >>/etc/group && \
    mkdir -p /var/lib/wireroom/keys /var/lib/wireroom/state && chown -R 10001:10001 /var/lib/wireroom
COPY docker/first-keys docker/is-ready /usr/local/bin/
COPY --from=distribution /theirs /opt/wireroom
COPY --from=distribution /ours /opt/wireroom

USER 10001:10001
WORKDIR /var/lib/wireroom
ENV HOME=/var/lib/wireroom WIREROOM_AOT=off
EXPOSE 8401 8402 8403 8405 8406
HEALTHCHECK --interval=10s --timeout=10s --start-period=120s --retries=6 CMD ["is-ready"]
ENTRYPOINT ["/opt/wireroom/bin/wireroom"]
CMD ["--help"]
