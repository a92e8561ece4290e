# The image of the gateway: a Java runtime, the application in layers, a cache of loaded classes, and nothing that only a
# laptop needs. For linux/amd64, and for linux/arm64 where it is built there: the cache is trained on the kind of machine
# that the image is for. docs/image/README.md tells more, and how it is built where no registry can be reached.
ARG JDK_IMAGE=docker.io/library/eclipse-temurin:25-jdk
ARG JRE_IMAGE=docker.io/library/eclipse-temurin:25-jre

FROM ${JDK_IMAGE} AS build
WORKDIR /source
COPY . .
# Without the embedded PostgreSQL, which comes by a profile of the machine's own kind, and without any test.
RUN ./mvnw -B -ntp -q package -pl gateway -am -Dmaven.test.skip=true -Dspotless.check.skip=true \
        -P '!postgres-linux-amd64,!postgres-linux-arm64v8' \
    && mkdir /layers \
    && java -Djarmode=tools -jar gateway/target/gateway.jar extract --layers --destination /layers

# What changes least comes first: an upgrade pulls the last layers only.
FROM ${JRE_IMAGE} AS runtime
WORKDIR /tokengate
COPY --from=build /layers/dependencies/ ./
COPY --from=build /layers/spring-boot-loader/ ./
COPY --from=build /layers/snapshot-dependencies/ ./
COPY --from=build /layers/application/ ./

# The cache is made in the image that runs, by the flags that it runs with: of another JVM or class path it would not be
# used. The PostgreSQL that this takes stays here.
FROM runtime AS training
RUN apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends postgresql curl
COPY docs/image/train.sh /train.sh
RUN /train.sh /tokengate.aot -XX:+UseG1GC -XX:MaxRAMPercentage=60 -Djdk.reflect.useNativeAccessorOnly=true -jar gateway.jar

FROM runtime
COPY --from=training /tokengate.aot ./
USER 65532:65532
EXPOSE 8080 8081
# A JVM that ran out of memory has lost something: better a new one. Methods that are called by reflection a few times at the
# start, and hardly ever after, are not worth a class each. And a method is looked at for the second compiler after 16,384
# calls or 1,048,576 rounds of a loop, which few have at the start: docs/adr/0047-what-is-compiled-at-a-start.md.
ENTRYPOINT ["java", "-XX:AOTCache=/tokengate/tokengate.aot", "-XX:+UseG1GC", "-XX:MaxRAMPercentage=60", \
    "-XX:+ExitOnOutOfMemoryError", "-Djdk.reflect.useNativeAccessorOnly=true", \
    "-XX:Tier2InvokeNotifyFreqLog=14", "-XX:Tier3InvokeNotifyFreqLog=14", \
    "-XX:Tier2BackedgeNotifyFreqLog=20", "-XX:Tier3BackedgeNotifyFreqLog=20", \
    "-jar", "gateway.jar"]
