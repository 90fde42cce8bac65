use backend::gateway::{
    GatewayError, Gateways,
    messages::{Content, Delivery, Message, MessageChannel},
};

use crate::world::World;

fn message() -> Message {
    Message {
        id: "thong-bao-1".to_owned(),
        channel: MessageChannel::Sms,
        to: "+84900000001".to_owned(),
        content: content("Hồ sơ <b>đã</b> được tiếp nhận & có mã"),
    }
}

fn content(text: &str) -> Content {
    Content { template: "accepted", parameters: Vec::new(), subject: "Hồ sơ".to_owned(), text: text.to_owned() }
}

#[tokio::test]
async fn an_id_is_delivered_once_and_read_in_the_inbox() {
    let world = World::new().await;
    let messenger = world.gateways.messenger(MessageChannel::Sms).unwrap();
    assert_eq!(messenger.send(&message()).await.unwrap(), Delivery::Accepted);
    assert_eq!(messenger.send(&message()).await.unwrap(), Delivery::Duplicate);
    let later = Message { id: "thong-bao-2".to_owned(), content: content("Tin sau"), ..message() };
    messenger.send(&later).await.unwrap();

    let inbox = world.page("/tin-nhan?to=%2B84900000001").await;
    assert_eq!(inbox.matches("data-message=").count(), 2);
    assert!(inbox.contains("Hồ sơ &lt;b&gt;đã&lt;/b&gt; được tiếp nhận &amp; có mã"));
    assert!(inbox.find("Tin sau") < inbox.find("Hồ sơ"), "newest first");
    assert!(world.page("/tin-nhan").await.contains("2 tin"));
}

#[tokio::test]
async fn another_message_under_a_known_id_is_refused() {
    let world = World::new().await;
    let messenger = world.gateways.messenger(MessageChannel::Sms).unwrap();
    messenger.send(&message()).await.unwrap();
    let other = Message { content: content("Khác"), ..message() };
    let error = messenger.send(&other).await.unwrap_err();
    assert!(matches!(&error, GatewayError::Rejected { code, .. } if code == "409"), "{error}");
    let nobody = Message { id: "x".to_owned(), to: "không số".to_owned(), ..message() };
    let error = messenger.send(&nobody).await.unwrap_err();
    assert!(matches!(&error, GatewayError::Rejected { code, .. } if code == "422"), "{error}");
}

#[tokio::test]
async fn a_wrong_key_is_refused_and_says_nothing_of_it() {
    let world = World::new().await;
    let mut config = world.config.clone();
    config.messages.as_mut().unwrap().key = backend::secret::Secret::new("khoa-sai");
    let gateways = Gateways::new(&config).unwrap();
    let error = gateways.messenger(MessageChannel::Sms).unwrap().send(&message()).await.unwrap_err();
    assert!(matches!(&error, GatewayError::Rejected { code, .. } if code == "401"));
    assert!(!format!("{error:?}").contains("khoa-sai"));
}

#[tokio::test]
async fn a_failing_service_is_unavailable_for_as_long_as_said() {
    let world = World::new().await;
    let form = [("system", "messages"), ("fault", "error"), ("requests", "2")];
    assert_eq!(world.post("/dieu-khien", &form).await.0, 303);
    assert!(world.page("/dieu-khien").await.contains("Sẽ báo lỗi 500 trong 2 lần gọi tới."));
    let messenger = world.gateways.messenger(MessageChannel::Sms).unwrap();
    for _ in 0..2 {
        assert!(messenger.send(&message()).await.unwrap_err().is_retriable());
    }
    assert_eq!(messenger.send(&message()).await.unwrap(), Delivery::Accepted);
}

#[tokio::test]
async fn what_is_not_there_is_unavailable() {
    let world = World::new().await;
    let mut config = world.config.clone();
    // A port that was free a moment ago, and that nobody listens on.
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    config.messages.as_mut().unwrap().url = format!("http://{free}/messages").parse().unwrap();
    let gateways = Gateways::new(&config).unwrap();
    let error = gateways.messenger(MessageChannel::Sms).unwrap().send(&message()).await.unwrap_err();
    assert!(error.is_retriable(), "{error}");

    let none = Gateways::default();
    assert!(none.messenger(MessageChannel::Email).err().unwrap().is_retriable());
    assert!(none.payment.first().is_err() && none.identity().is_err());
}
