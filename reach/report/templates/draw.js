"use strict";
// Draws each chart from the data beside it, as wide as the page; again when the page is printed.
const charts = [...document.querySelectorAll("[data-chart]")];
const settings = {
  displaylogo: false,
  responsive: true,
  modeBarButtonsToRemove: ["select2d", "lasso2d", "zoom2d", "pan2d", "zoomIn2d", "zoomOut2d", "autoScale2d"],
};
for (const chart of charts) {
  const figure = JSON.parse(document.getElementById(chart.dataset.chart).textContent);
  Plotly.newPlot(chart, figure.data, figure.layout, settings);
}
addEventListener("beforeprint", () => {
  for (const table of document.querySelectorAll("details")) table.open = true;
  for (const chart of charts) Plotly.relayout(chart, { width: Math.min(chart.clientWidth, 680) });
});
addEventListener("afterprint", () => {
  for (const chart of charts) Plotly.relayout(chart, { width: null, autosize: true });
});
