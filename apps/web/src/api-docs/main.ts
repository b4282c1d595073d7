import swaggerUi from 'swagger-ui-dist/swagger-ui-es-bundle.js';
import 'swagger-ui-dist/swagger-ui.css';
import './api-docs.css';

/**
 * The API, rendered from the description that the hub serves beside it. A page of its own, so that nobody who looks at photos
 * fetches it. What is tried here goes to this hub, as whoever is signed in.
 */
if (matchMedia('(prefers-color-scheme: dark)').matches) document.documentElement.classList.add('dark-mode');

swaggerUi({
  dom_id: '#api',
  url: '/api/openapi.json',
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: -1,
  displayRequestDuration: true,
  filter: true,
  // It would ask a service elsewhere.
  validatorUrl: null,
});
