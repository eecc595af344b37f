/**
 * How a picture came about, in the IPTC's own terms. Marketplaces ask for this marking and forbid removing
 * it. Source: IPTC NewsCodes, Digital Source Type (cv.iptc.org/newscodes/digitalsourcetype).
 */
export const DIGITAL_SOURCE_TYPES = {
  /** Made by a model throughout, however closely it follows a photo. */
  generated: 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia',
  /** The product's own pixels, with surroundings that a model made. */
  composite: 'http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia',
  /** The product's own pixels, cut out, placed and lit by plain computation, without a trained model. */
  enhanced: 'http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicallyEnhanced',
} as const

/** Which marking a picture carries. */
export type AiMarking = keyof typeof DIGITAL_SOURCE_TYPES

/** From the most to the least that a model had to do with it. */
const STRENGTH: readonly AiMarking[] = ['generated', 'composite', 'enhanced']

/**
 * The marking of a picture that was made from others: what a model drew stays drawn by a model, whatever is done
 * to it after. `own` is how this step itself would be marked.
 */
export function markingAfter(own: AiMarking, sources: readonly (AiMarking | null)[]): AiMarking {
  return STRENGTH.find((marking) => marking === own || sources.includes(marking)) ?? own
}

/** Other source types that say that a model had a part in it, by the marking that says the most of the same. */
const READ_AS: Readonly<Record<string, AiMarking>> = {
  trainedAlgorithmicMedia: 'generated',
  compositeWithTrainedAlgorithmicMedia: 'composite',
  compositeSynthetic: 'composite',
  algorithmicallyEnhanced: 'enhanced',
}

/**
 * The marking that an XMP packet of whatever program carries; null when it says nothing of a model. A packet may
 * name several, as of the parts of a collage: then what says the most counts.
 */
export function findMarking(xmp: string): AiMarking | null {
  const found = [...xmp.matchAll(/DigitalSourceType\b[\s\S]{0,200}?\/digitalsourcetype\/(\w+)/g)].map(
    ([, name]) => READ_AS[name ?? ''] ?? null,
  )
  return STRENGTH.find((marking) => found.includes(marking)) ?? null
}

/** The XMP packet that carries the marking, as text (Adobe XMP specification, part 1; IPTC Extension schema). */
export function aiMarkingXmp(marking: AiMarking): string {
  return [
    '<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>',
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">',
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
    '<rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">',
    `<Iptc4xmpExt:DigitalSourceType>${DIGITAL_SOURCE_TYPES[marking]}</Iptc4xmpExt:DigitalSourceType>`,
    '</rdf:Description></rdf:RDF></x:xmpmeta>',
    '<?xpacket end="w"?>',
  ].join('')
}
