//! A small file system that can be filled and freed; only root can make one.

use std::{fs, path::Path, process::Command};

use tempfile::TempDir;

/// A file system of its own; gone when dropped.
pub struct SmallDisk(TempDir);

impl SmallDisk {
    /// `None` where the test may not mount anything.
    pub fn mount(megabytes: u32) -> Option<Self> {
        let folder = tempfile::tempdir().ok()?;
        let size = format!("size={megabytes}m");
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(folder.path()).output();
        if mounted.is_ok_and(|done| done.status.success()) {
            Some(Self(folder))
        } else {
            eprintln!("SKIPPED on a real disk: nothing can be mounted here");
            None
        }
    }

    /// Where it is mounted.
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Takes all room that there is.
    pub fn fill(&self) {
        for size in [1 << 16, 1 << 12, 1] {
            let name = self.path().join(format!("ballast-{size}"));
            let mut ballast = fs::OpenOptions::new().create(true).append(true).open(name).unwrap();
            while std::io::Write::write_all(&mut ballast, &vec![1; size]).is_ok() {}
        }
    }

    /// Gives the room back.
    pub fn free(&self) {
        for size in [1 << 16, 1 << 12, 1] {
            fs::remove_file(self.path().join(format!("ballast-{size}"))).unwrap();
        }
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _goes_with_the_machine = Command::new("umount").arg("--lazy").arg(self.path()).output();
    }
}
