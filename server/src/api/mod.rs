//! The interface for programs, under `/api/v1`, described at `/api/openapi.json`.

pub mod problem;
