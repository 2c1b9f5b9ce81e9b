import type { GlyphName } from '../../show/glyphShapes';
import type { Reader } from '../../show/formatInstant';
import type { Translate } from '../../translation';
import { describeFuture, describeTime } from '../describeEvaluation';
import type { MatrixEntry } from './layoutMatrix';

/** What a cell of the matrix says: shape, word, and until when or why not. */
export interface EntryWords {
  readonly glyph: GlyphName;
  readonly answer: string;
  readonly note: string;
}

/** An answer that holds by its word; one that has expired or was invalidated is no answer any more. */
export function describeEntry(
  { decision, expiresAt }: MatrixEntry,
  reader: Reader,
  t: Translate,
): EntryWords {
  if (decision === null) {
    return {
      glyph: 'inconclusive',
      answer: t('deployable.invalidated'),
      note: t('deployable.invalidatedWhy'),
    };
  }
  const answer = t(`glyph.${decision}`);
  if (expiresAt === null) {
    return { glyph: decision, answer, note: t('deployable.open') };
  }
  if (Date.parse(expiresAt) > reader.now) {
    const time = describeFuture(expiresAt, reader);
    return { glyph: decision, answer, note: t('deployable.until', { time }) };
  }
  const time = describeTime(expiresAt, reader);
  return {
    glyph: 'inconclusive',
    answer: t('deployable.expired'),
    note: t('deployable.expiredAt', { time, answer }),
  };
}
