# syntax=docker/dockerfile:1
# The image of the gateway: JDK's runtime, layers, a cache of loaded classes, and nothing that only a laptop needs.
# linux/amd64, and linux/arm64 where it is built: the cache is trained on the machine that the image is for.
# docs/image/README.md tells more, and has a script that builds it where no registry can be reached.
ARG JDK_IMAGE=docker.io/library/eclipse-temurin:25-jdk
ARG JRE_IMAGE=docker.io/library/eclipse-temurin:25-jre

FROM ${JDK_IMAGE} AS build
WORKDIR /source
COPY . .
# The embedded PostgreSQL comes by profiles of the build's own platform: none of them is meant here.
RUN ./mvnw -B -ntp -q package -pl gateway -am -DskipTests -Dmaven.test.skip=true \
    -P '!postgres-linux-amd64,!postgres-linux-arm64v8' \
    && cp gateway/target/gateway.jar /gateway.jar

FROM ${JDK_IMAGE} AS layers
WORKDIR /layers
COPY --from=build /gateway.jar gateway.jar
RUN java -Djarmode=tools -jar gateway.jar extract --layers --destination .

FROM ${JRE_IMAGE} AS runtime
WORKDIR /tokengate
# What changes least comes first: an upgrade pulls the last few layers only.
COPY --from=layers /layers/dependencies/ ./
COPY --from=layers /layers/spring-boot-loader/ ./
COPY --from=layers /layers/snapshot-dependencies/ ./
COPY --from=layers /layers/application/ ./
# Trained in the image that runs, with the flags that it runs with: a cache of another JVM or class path is not used.
# The training ends before anything is connected to, so it needs no database.
RUN java -XX:AOTCacheOutput=tokengate.aot -XX:+UseG1GC -Dspring.context.exit=onRefresh \
    -jar gateway.jar train && test -s tokengate.aot
USER 65532:65532
EXPOSE 8080 8081
ENV JAVA_TOOL_OPTIONS=""
ENTRYPOINT ["java", "-XX:AOTCache=tokengate.aot", "-XX:+UseG1GC", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "-jar", "gateway.jar"]
