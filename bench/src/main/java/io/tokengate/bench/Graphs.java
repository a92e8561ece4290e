package io.tokengate.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A dashboard's panels as a drawing: what each query answered, second by second. */
final class Graphs {
    private static final int COLUMNS = 3;
    private static final int WIDTH = 400;
    private static final int HEIGHT = 150;
    private static final int TITLE = 24;
    private static final int MARGIN = 10;
    private static final List<String> COLOURS =
            List.of("#3274d9", "#ff780a", "#37872d", "#c4162a", "#8f3bb8", "#7c2e00", "#00707f", "#777777");

    private final List<String> cells = new ArrayList<>();

    /** Adds a panel. */
    void add(String title, List<Prometheus.Line> lines) {
        int x = cells.size() % COLUMNS * WIDTH;
        int y = cells.size() / COLUMNS * (HEIGHT + TITLE);
        double top = lines.stream()
                .flatMap(line -> line.values().stream())
                .filter(Double::isFinite)
                .max(Double::compare)
                .orElse(0.0);
        StringBuilder cell = new StringBuilder("<g transform=\"translate(%d %d)\">".formatted(x, y));
        cell.append("<text x=\"%d\" y=\"16\" font-weight=\"bold\">%s</text>".formatted(MARGIN, escaped(title)));
        cell.append("<text x=\"%d\" y=\"16\" text-anchor=\"end\">max %s, %d series</text>"
                .formatted(WIDTH - MARGIN, String.format(Locale.ROOT, "%.3g", top), lines.size()));
        cell.append("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#f7f7f7\"/>"
                .formatted(MARGIN, TITLE, WIDTH - 2 * MARGIN, HEIGHT - MARGIN));
        for (int i = 0; i < lines.size(); i++) {
            cell.append(polyline(lines.get(i).values(), top, COLOURS.get(i % COLOURS.size())));
        }
        cells.add(cell.append("</g>").toString());
    }

    /** The drawing. */
    String svg(String title) {
        int height = (cells.size() + COLUMNS - 1) / COLUMNS * (HEIGHT + TITLE);
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="11">
                <title>%s</title>
                <rect width="100%%" height="100%%" fill="#ffffff"/>
                %s
                </svg>
                """.formatted(COLUMNS * WIDTH, height, escaped(title), String.join("\n", cells));
    }

    private static String polyline(List<Double> values, double top, String colour) {
        StringBuilder points = new StringBuilder();
        double step = (WIDTH - 2.0 * MARGIN) / Math.max(1, values.size() - 1);
        for (int i = 0; i < values.size(); i++) {
            if (Double.isFinite(values.get(i))) {
                double share = top > 0 ? Math.max(0, values.get(i) / top) : 0;
                points.append(String.format(
                        Locale.ROOT, "%.0f,%.1f ", MARGIN + i * step, TITLE + (HEIGHT - MARGIN) * (1 - 0.95 * share)));
            }
        }
        return "<polyline fill=\"none\" stroke=\"" + colour + "\" points=\""
                + points.toString().strip() + "\"/>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
