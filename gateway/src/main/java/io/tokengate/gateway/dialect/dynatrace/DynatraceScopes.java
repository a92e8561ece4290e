package io.tokengate.gateway.dialect.dynatrace;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The scopes that a Dynatrace token can have. */
final class DynatraceScopes {
    static final String READ_TOKENS = "apiTokens.read";
    static final String WRITE_TOKENS = "apiTokens.write";

    /** What create and update accept: all that any published version of the API does, so that every client is served. */
    static final Set<String> ACCEPTED = words("""
            InstallerDownload DataExport PluginUpload SupportAlert DcrumIntegration AdvancedSyntheticIntegration
            ExternalSyntheticIntegration AppMonIntegration RumBrowserExtension LogExport ReadConfig WriteConfig
            DTAQLAccess UserSessionAnonymization DataPrivacy CaptureRequestData Davis DssFileManagement
            RumJavaScriptTagManagement TenantTokenManagement ActiveGateCertManagement RestRequestForwarding
            ReadSyntheticData DataImport auditLogs.read metrics.read metrics.write entities.read entities.write
            problems.read problems.write networkZones.read networkZones.write activeGates.read activeGates.write
            credentialVault.read credentialVault.write extensions.read extensions.write extensionConfigurations.read
            extensionConfigurations.write extensionEnvironment.read extensionEnvironment.write metrics.ingest
            securityProblems.read securityProblems.write syntheticLocations.read syntheticLocations.write settings.read
            settings.write tenantTokenRotation.write slo.read slo.write releases.read apiTokens.read apiTokens.write
            logs.read logs.ingest

            syntheticExecutions.write syntheticExecutions.read events.read events.ingest
            activeGateTokenManagement.read activeGateTokenManagement.create activeGateTokenManagement.write
            openTelemetryTrace.ingest geographicRegions.read hub.read oneAgents.read oneAgents.write traces.lookup
            hub.write

            openpipeline.events openpipeline.events.custom openpipeline.events_security
            openpipeline.events_security.custom openpipeline.events_sdlc openpipeline.events_sdlc.custom
            openpipeline.events_smartscape bizevents.ingest agentTokenManagement.read attacks.read attacks.write
            unifiedAnalysis.read hub.install javaScriptMappingFiles.read javaScriptMappingFiles.write
            extensionConfigurationActions.write rumCookieNames.read adaptiveTrafficManagement.read
            rumManualInsertionTags.read extensionDiscoveryJmx.read extensionDiscoveryPmi.read
            """);

    /** Scopes that occur in answers of the API but were never accepted by it. */
    static final Set<String> ANSWER_ONLY =
            words("DiagnosticExport MemoryDump Mobile ViewDashboard ViewReport WriteSyntheticData");

    private static final Map<String, String> DISPLAY_NAMES =
            Map.of(READ_TOKENS, "Read API tokens", WRITE_TOKENS, "Write API tokens", "problems.read", "Read problems");

    private static final Parameter PARAMETER = Parameter.body("scopes");

    private DynatraceScopes() {}

    /**
     * Reads the {@code scopes} member of a create or update.
     *
     * @param scopes as found in the body
     * @return in the order given, each once
     * @throws ConstraintViolations if there are none, or one is not among {@link #ACCEPTED}
     */
    static Set<String> parse(@Nullable List<@Nullable String> scopes) {
        if (scopes == null || scopes.isEmpty()) {
            throw PARAMETER.refused("At least one scope is required");
        }
        Set<String> parsed = new LinkedHashSet<>();
        for (String scope : scopes) {
            if (scope == null || !ACCEPTED.contains(scope)) {
                throw PARAMETER.refused("Unknown scope " + (scope == null ? "null" : Excerpt.of(scope)));
            }
            parsed.add(scope);
        }
        return Collections.unmodifiableSet(parsed);
    }

    /** What people call the scope; the scope itself where no such name is published. */
    static String displayName(String scope) {
        return DISPLAY_NAMES.getOrDefault(scope, scope);
    }

    private static Set<String> words(String text) {
        return Collections.unmodifiableSet(
                new LinkedHashSet<>(Arrays.asList(text.strip().split("\\s+", -1))));
    }
}
