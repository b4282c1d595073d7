import type { FastifyReply } from 'fastify';

/** An answer as JSON, or as a table where the caller asked for one. */
export async function answerAs<T>(
  reply: FastifyReply,
  format: 'json' | 'csv' | undefined,
  answer: Promise<T>,
  table: (answer: T) => string,
): Promise<T> {
  const figures = await answer;
  if (format !== 'csv') return figures;
  void reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', 'attachment; filename="hearth.csv"');
  // Nest sends a string as it is.
  return table(figures) as T;
}
