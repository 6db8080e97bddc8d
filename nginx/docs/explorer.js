// Shows /api/openapi.json. The token that somebody pastes stays in this page, and no other server is asked for anything.
window.ui = SwaggerUIBundle({
    dom_id: '#explorer',
    url: '/api/openapi.json',
    deepLinking: true,
    displayRequestDuration: true,
    validatorUrl: null,
});
