mod acts;
mod claims;
mod inside;
mod life;
mod queue;
mod regimes;
mod walk;
