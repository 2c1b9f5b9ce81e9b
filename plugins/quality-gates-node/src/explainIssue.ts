import type { z } from 'zod';

/**
 * What is wrong in the words of somebody who has to put it right: zod says of a field that is missing that it is of the
 * type `undefined`.
 *
 * @example explainIssue({ code: 'invalid_type', message: 'Invalid input: expected string, received undefined', … })
 * // 'is required'
 */
export function explainIssue({
  code,
  message,
}: Pick<z.core.$ZodIssue, 'code' | 'message'>): string {
  const missing =
    code === 'invalid_type' && message.endsWith('received undefined');
  return missing ? 'is required' : message;
}
