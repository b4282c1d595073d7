import { SetMetadata, type ExecutionContext } from '@nestjs/common';

const OPERATOR_ROUTE = 'hearth:operator-route';

/**
 * Who may ask: whoever reaches the port, whoever reads figures (the operator, Prometheus), or another service of the house. `key`: the route
 * has secrets of its own, and checks them.
 */
export type OperatorAccess = 'anybody' | 'metrics' | 'house' | 'key';

/** A route that is not for people: nginx does not lead there, and it has no place in the contracts. */
export const OperatorRoute = (opensTo: OperatorAccess): MethodDecorator =>
  SetMetadata(OPERATOR_ROUTE, opensTo);

export function operatorAccessOf(context: ExecutionContext): OperatorAccess | undefined {
  return Reflect.getMetadata(OPERATOR_ROUTE, context.getHandler()) as OperatorAccess | undefined;
}
