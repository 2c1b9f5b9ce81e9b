import type { RequestHandler } from 'express';
import { MethodNotAllowedError } from './refusals';

/** Answers every method that a door does not know: 405 with `Allow: POST`. */
export const refuseMethod: RequestHandler = (req, res) => {
  res.setHeader('Allow', 'POST');
  throw new MethodNotAllowedError(`${req.method} is not allowed, send POST`);
};
