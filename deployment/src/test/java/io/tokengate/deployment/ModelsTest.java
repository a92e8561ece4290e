package io.tokengate.deployment;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** That strict means strict: a field in the wrong place, or misspelt, at any depth. */
class ModelsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{apiVersion: v1, kind: Service, spec: {selectors: {a: b}}}",
                "{apiVersion: apps/v1, kind: Deployment, spec: {template: {spec: {containers: [{name: a, imagePolicy: x}]}}}}",
                "{apiVersion: apps/v1, kind: Deployment, readOnly: true}",
                "{apiVersion: monitoring.coreos.com/v1, kind: PodMonitor, spec: {endpoints: []}}",
                "{apiVersion: monitoring.coreos.com/v1, kind: PrometheusRule, spec: {groups: [{rules: [{expression: x}]}]}}",
                "{apiVersion: postgresql.cnpg.io/v1, kind: Cluster, spec: {instance: 3}}",
                "{apiVersion: postgresql.cnpg.io/v1, kind: Cluster, spec: {postgresql: {synchronous: {method: some}}}}",
                "{apiVersion: extensions/v1beta1, kind: Deployment}"
            })
    void unknownIsRefused(String object) {
        Map<String, Object> parsed = Overlay.documents(object).getFirst();
        assertThatThrownBy(() -> Models.read(parsed)).isInstanceOf(IllegalArgumentException.class);
    }
}
