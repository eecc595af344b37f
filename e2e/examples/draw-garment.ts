import sharp from 'sharp'

const SIDE_PX = 1200

/**
 * Draws a plain T-shirt laid out on grey paper, as a JPEG: there is no garment among the fixture photos. With
 * `hasInside` the back of its collar shows, as where nobody wears it.
 */
export function drawGarment({ colour, hasInside }: { colour: string; hasInside: boolean }): Promise<Buffer> {
  const front = `M 420 150 C 470 ${hasInside ? 250 : 215} 730 ${hasInside ? 250 : 215} 780 150 L 860 170
    C 960 200 1040 270 1110 430 L 960 520 C 930 470 905 440 880 420 C 870 600 875 850 890 1060
    C 700 1085 500 1085 310 1060 C 325 850 330 600 320 420 C 295 440 270 470 240 520 L 90 430
    C 160 270 240 200 340 170 Z`
  const back = 'M 420 150 C 470 130 730 130 780 150 C 730 262 470 262 420 150 Z'
  const rib = `M 420 150 C 470 ${hasInside ? 250 : 215} 730 ${hasInside ? 250 : 215} 780 150`
  const seams = [
    'M 345 172 C 318 250 312 330 320 420',
    'M 855 172 C 882 250 888 330 880 420',
    'M 312 1030 C 500 1055 700 1055 888 1030',
    'M 105 405 L 250 492',
    'M 1095 405 L 950 492',
  ]
  const folds = [
    'M 352 400 C 372 560 352 760 372 1000',
    'M 846 400 C 828 560 850 760 826 1000',
    'M 470 640 C 500 780 478 900 500 1040',
    'M 716 610 C 690 760 722 900 694 1040',
    'M 330 432 C 400 480 450 520 480 590',
    'M 870 432 C 800 480 752 520 722 580',
    'M 250 300 C 276 350 290 390 296 430',
    'M 950 300 C 924 350 910 390 904 430',
  ]
  const line = (d: string, width: number, stroke: string, opacity: number) =>
    `<path d="${d}" fill="none" stroke="${stroke}" stroke-opacity="${opacity}" stroke-width="${width}" stroke-linecap="round"/>`
  const svg = `<defs>
      <filter id="far" x="-20%" y="-20%" width="140%" height="140%"><feGaussianBlur stdDeviation="13"/></filter>
      <filter id="near"><feGaussianBlur stdDeviation="2"/></filter>
      <linearGradient id="light" x1="0" y1="0" x2="1" y2="0.3"><stop offset="0" stop-color="#fff" stop-opacity="0.22"/><stop offset="0.5" stop-color="#fff" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity="0.26"/></linearGradient>
      <filter id="weave"><feTurbulence type="fractalNoise" baseFrequency="0.55 0.35" numOctaves="2" seed="5"/><feColorMatrix values="0 0 0 0 0  0 0 0 0 0  0 0 0 0 0  0 0 0 1.6 -0.5"/></filter>
      <clipPath id="shirt"><path d="${front}"/></clipPath></defs>
    <rect width="100%" height="100%" fill="#d8d8d8"/>
    ${hasInside ? `<path d="${back}" fill="${colour}"/><path d="${back}" fill="#000" fill-opacity="0.42"/><rect x="572" y="160" width="56" height="26" rx="3" fill="#f4f1ea" fill-opacity="0.85"/>` : ''}
    <path d="${front}" fill="${colour}"/>
    <g clip-path="url(#shirt)">
      <g filter="url(#far)">${folds.map((d) => line(d, 26, '#000', 0.2)).join('')}${folds.map((d) => `<g transform="translate(-26 0)">${line(d, 24, '#fff', 0.08)}</g>`).join('')}</g>
      <path d="${front}" fill="url(#light)"/>
      <rect width="100%" height="100%" filter="url(#weave)" opacity="0.16"/>
      <g filter="url(#near)">${seams.map((d) => line(d, 4, '#000', 0.3)).join('')}</g>
      ${line(rib, 46, colour, 1)}${line(rib, 46, '#000', 0.1)}<g transform="translate(0 24)">${line(rib, 4, '#000', 0.3)}</g>
    </g>`
  const whole = `<svg xmlns="http://www.w3.org/2000/svg" width="${SIDE_PX}" height="${SIDE_PX}">${svg}</svg>`
  return sharp(Buffer.from(whole)).jpeg({ quality: 95 }).toBuffer()
}
