use crate::world::World;

#[tokio::test]
async fn each_page_says_that_it_is_a_simulation_and_needs_no_script() {
    let world = World::new().await;
    let paths = [
        "/",
        "/tin-nhan",
        "/cong-thanh-toan",
        "/dieu-khien",
        "/cong-quoc-gia/dich-vu/1.001193",
        "/paymentv2/vpcpay.html",
        "/oauth2/authorize",
        "/khong-co",
    ];
    for path in paths {
        let html = world.page(path).await;
        assert!(html.contains("<strong>Mô phỏng.</strong>"), "{path}");
        assert!(!html.contains("<script") && !html.contains("style="), "{path}");
    }
    assert_eq!(world.page("/health").await, "ok\n");
}

#[tokio::test]
async fn what_comes_from_outside_is_text() {
    let world = World::new().await;
    let html = world.page("/cong-quoc-gia/dich-vu/%3Cscript%3Ealert(1)%3C%2Fscript%3E").await;
    assert!(html.contains("&lt;script&gt;"));
    let html = world.page("/tin-nhan?to=%22%3E%3Cscript%3E").await;
    assert!(!html.contains("<script"));
}
