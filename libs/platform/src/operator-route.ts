import { SetMetadata, type ExecutionContext } from '@nestjs/common';

const OPERATOR_ROUTE = 'hearth:operator-route';

/** A route for the machine's operator (health, metrics): nginx does not lead there, so it has no access check. */
export const OperatorRoute = (): ClassDecorator => SetMetadata(OPERATOR_ROUTE, true);

export function isOperatorRoute(context: ExecutionContext): boolean {
  return Reflect.getMetadata(OPERATOR_ROUTE, context.getClass()) === true;
}
