import sharp from 'sharp'

/** Draws a closed cardboard box with a plain label on white paper, as a JPEG: there is none among the fixture photos. */
export function drawBox(): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="1000"><defs>
    <linearGradient id="front" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#c9a173"/><stop offset="1" stop-color="#b1875a"/></linearGradient>
    <linearGradient id="side" x1="0" y1="0" x2="1" y2="0"><stop offset="0" stop-color="#94693f"/><stop offset="1" stop-color="#7d5733"/></linearGradient>
    <linearGradient id="top" x1="0" y1="1" x2="0" y2="0"><stop offset="0" stop-color="#dcb88c"/><stop offset="1" stop-color="#cda678"/></linearGradient></defs>
    <rect width="100%" height="100%" fill="#f4f4f4"/>
    <path d="M 180 330 L 820 330 L 820 880 L 180 880 Z" fill="url(#front)"/>
    <path d="M 820 330 L 1010 220 L 1010 760 L 820 880 Z" fill="url(#side)"/>
    <path d="M 180 330 L 380 220 L 1010 220 L 820 330 Z" fill="url(#top)"/>
    <path d="M 460 330 L 650 220 L 720 220 L 535 330 Z" fill="#e9d3b0" fill-opacity="0.75"/>
    <path d="M 460 330 L 535 330 L 535 420 L 460 420 Z" fill="#e9d3b0" fill-opacity="0.65"/>
    <path d="M 300 520 H 700 V 730 H 300 Z" fill="#f7f2e8"/>
    <path d="M 340 580 H 560 M 340 630 H 640 M 340 675 H 480" stroke="#8d8170" stroke-width="14" stroke-linecap="round"/>
    <path d="M 180 330 H 820 M 820 330 V 880" stroke="#8a6238" stroke-opacity="0.6" stroke-width="3"/></svg>`
  return sharp(Buffer.from(svg)).jpeg({ quality: 95 }).toBuffer()
}
