mod acts;
mod inside;
mod life;
mod queue;
mod walk;
