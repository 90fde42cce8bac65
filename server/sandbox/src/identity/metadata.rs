//! What the provider says about itself to machines.

use axum::{Json, extract::State};
use serde_json::{Value, json};

use crate::state::Shared;

/// `GET /.well-known/openid-configuration`
pub async fn discovery(State(sandbox): State<Shared>) -> Json<Value> {
    let issuer = &sandbox.issuer;
    Json(json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/oauth2/authorize"),
        "token_endpoint": format!("{issuer}/oauth2/token"),
        "userinfo_endpoint": format!("{issuer}/oauth2/userinfo"),
        "jwks_uri": format!("{issuer}/oauth2/jwks"),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["ES256"],
        "code_challenge_methods_supported": ["S256"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        "scopes_supported": ["openid", "profile", "phone"],
        "claims_supported": ["sub", "name", "identity_number", "birthdate", "gender", "phone_number", "level"],
        "authorization_response_iss_parameter_supported": true,
        "ui_locales_supported": ["vi"],
    }))
}

/// `GET /oauth2/jwks`
pub async fn keys(State(sandbox): State<Shared>) -> Json<Value> {
    Json(json!({ "keys": [sandbox.key.public] }))
}
