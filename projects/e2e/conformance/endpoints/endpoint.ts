import type { Reply } from '../behaviour.ts';
import type { RecordedRequest } from '../request-record.ts';

/** Answers a request, whose body may be a form; by `null`, never. */
export type Endpoint = (request: RecordedRequest, form: URLSearchParams) => Reply | null | Promise<Reply | null>;
