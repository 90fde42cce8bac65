//! How a dossier comes in.

crate::coded::coded_enum! {
    /// The way a dossier is filed (cách thức thực hiện, Nghị định 63/2010 Điều 8).
    pub enum Channel {
        /// Trực tuyến.
        Online => "online",
        /// Trực tiếp, at the one-stop counter.
        Counter => "counter",
        /// Qua dịch vụ bưu chính công ích.
        Postal => "postal",
    }
}
