mod acts;
mod queue;
mod walk;
