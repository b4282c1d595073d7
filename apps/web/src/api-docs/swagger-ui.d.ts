declare module 'swagger-ui-dist/swagger-ui-es-bundle.js' {
  export default function swaggerUi(settings: Record<string, unknown>): unknown;
}
