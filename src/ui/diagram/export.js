// The picture as a file: SVG as it is, PNG through a canvas. Nothing leaves the page.

/** Most pixels of a picture: what every browser's canvas takes. */
const MOST = 16_000_000;
const LONGEST = 8192;

function save(name, blob) {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // Safari needs a moment before the address may go.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Offers a text as an SVG file. */
export function saveSvg(name, svg) {
  save(name, new Blob([svg], { type: "image/svg+xml" }));
}

/** Offers a picture of an SVG as a PNG file, in twice its size if that is not too large. Says whether it could. */
export async function savePng(name, svg, width, height) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const scale = Math.min(2, LONGEST / width, LONGEST / height, Math.sqrt(MOST / (width * height)));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
  if (blob) save(name, blob);
  return blob !== null;
}
