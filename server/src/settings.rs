//! What an installation can set, from the command line, the environment and `portal.toml`, in this order of weight.

use std::{
    fmt,
    net::SocketAddr,
    path::{Path, PathBuf},
};

use backend::{
    error::AppError,
    gateway::{
        GatewayConfig,
        config::{IdentityConfig, MessagesConfig},
        payment::PaymentConfigs,
    },
};
use serde::Deserialize;
use url::Url;

use crate::cli::{Common, Serve};

/// The configuration file as it is written. Every key can be left out; an unknown one is an error.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
    database: Option<String>,
    data_dir: Option<PathBuf>,
    listen: Option<SocketAddr>,
    public_url: Option<String>,
    sandbox_url: Option<String>,
    behind_proxy: bool,
    province: Option<String>,
    help_phone: Option<String>,
    payment: Option<PaymentConfigs>,
    identity: Option<IdentityConfig>,
    messages: Option<MessagesConfig>,
}

/// A configuration file with every setting, each commented out and explained.
pub const EXAMPLE: &str = include_str!("../portal.example.toml");

/// Where the store is.
pub struct Place {
    /// `sqlite:FILE` or `postgres://…`; holds a password, so it is never printed.
    pub database: String,
    /// Attachments and secrets.
    pub data_dir: PathBuf,
}

/// What `serve` needs.
pub struct Settings {
    /// Where the store is.
    pub place: Place,
    /// Where to listen.
    pub listen: SocketAddr,
    /// Where people reach the portal, without a closing slash.
    pub public_url: Url,
    /// Whether a reverse proxy tells where visitors come from.
    pub behind_proxy: bool,
    /// The province's name.
    pub province: String,
    /// Where people ask for help by telephone.
    pub help_phone: Option<String>,
    /// The outside systems; each may be absent.
    pub gateways: GatewayConfig,
    /// Stands in for the national portal in a demonstration, a page for each procedure code.
    pub simulated_national: Option<Url>,
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("listen", &self.listen)
            .field("public_url", &self.public_url.as_str())
            .field("data_dir", &self.place.data_dir)
            .finish_non_exhaustive()
    }
}

impl Settings {
    /// Where a procedure is filed that citizens file on the national portal.
    pub fn national_portal(&self, code: &str) -> String {
        let Some(simulated) = &self.simulated_national else {
            return "https://dichvucong.gov.vn".to_owned();
        };
        let mut address = simulated.clone();
        if let Ok(mut path) = address.path_segments_mut() {
            path.pop_if_empty().push(code);
        }
        address.into()
    }

    /// Cookies are `Secure` where people come by https.
    pub fn secure_cookies(&self) -> bool {
        self.public_url.scheme() == "https"
    }
}

/// Where the store is, for every command.
///
/// # Errors
/// [`AppError::Setup`] with what is wrong and where.
pub fn place(common: &Common) -> Result<Place, AppError> {
    Ok(place_of(common, &read_file(common.config.as_deref())?))
}

fn place_of(common: &Common, file: &File) -> Place {
    let data_dir = common.data_dir.clone().or_else(|| file.data_dir.clone()).unwrap_or_else(|| PathBuf::from("data"));
    let database = common
        .database
        .clone()
        .or_else(|| file.database.clone())
        .unwrap_or_else(|| format!("sqlite:{}", data_dir.join("portal.db").display()));
    Place { database, data_dir }
}

/// Everything that `serve` needs.
///
/// # Errors
/// [`AppError::Setup`] with what is wrong and where.
pub fn for_serve(common: &Common, serve: &Serve) -> Result<Settings, AppError> {
    combined(common, serve, read_file(common.config.as_deref())?)
}

fn combined(common: &Common, serve: &Serve, file: File) -> Result<Settings, AppError> {
    let place = place_of(common, &file);
    let listen = serve.listen.or(file.listen).unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 3000)));
    let public_url = serve.public_url.clone().or(file.public_url).unwrap_or_else(|| format!("http://{listen}"));
    let public_url = web_address("public_url", &public_url)?;
    let sandbox = match serve.sandbox_url.clone().or(file.sandbox_url) {
        Some(text) => Some(web_address("sandbox_url", &text)?),
        None => None,
    };
    let wrong = |error| AppError::Setup(format!("sandbox_url: {error}"));
    let mut gateways = match &sandbox {
        Some(sandbox) => GatewayConfig::demo(sandbox, &public_url).map_err(wrong)?,
        None => GatewayConfig::default(),
    };
    let simulated_national =
        sandbox.map(|sandbox| sandbox.join("/cong-quoc-gia/dich-vu/").map_err(wrong)).transpose()?;
    gateways.payment = file.payment.unwrap_or(gateways.payment);
    gateways.identity = file.identity.or(gateways.identity);
    gateways.messages = file.messages.or(gateways.messages);
    Ok(Settings {
        place,
        listen,
        public_url,
        behind_proxy: serve.behind_proxy || file.behind_proxy,
        province: file.province.unwrap_or_else(|| "Quảng Ngãi".to_owned()),
        help_phone: file.help_phone,
        gateways,
        simulated_national,
    })
}

/// An http(s) address without its closing slash.
pub fn trimmed(url: &Url) -> &str {
    url.as_str().trim_end_matches('/')
}

fn web_address(key: &str, text: &str) -> Result<Url, AppError> {
    let wrong = || AppError::Setup(format!("{key}: `{text}` is not an http or https address"));
    let url = Url::parse(text).map_err(|_| wrong())?;
    if matches!(url.scheme(), "http" | "https") && url.has_host() { Ok(url) } else { Err(wrong()) }
}

fn read_file(named: Option<&Path>) -> Result<File, AppError> {
    let path = named.unwrap_or(Path::new("portal.toml"));
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if named.is_none() && error.kind() == std::io::ErrorKind::NotFound => {
            return Ok(File::default());
        }
        Err(error) => return Err(AppError::Setup(format!("{}: {error}", path.display()))),
    };
    toml::from_str(&text).map_err(|error| {
        // The parser's own report quotes the line, which may hold a secret.
        let at = error.span().map_or(0, |span| text[..span.start].lines().count().max(1));
        AppError::Setup(format!("{}, line {at}: {}", path.display(), error.message()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::LogFormat;

    fn read(text: &str) -> Result<File, AppError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("portal.toml");
        std::fs::write(&path, text).unwrap();
        read_file(Some(&path))
    }

    #[test]
    fn a_mistake_in_the_file_is_named_without_its_secrets() {
        let Err(error) = read("listen = \"127.0.0.1:1\"\n[payment]\nsecret = \"TOPSECRET\"\nx = 1\n") else {
            panic!("taken")
        };
        let said = error.to_string();
        assert!(said.contains("unknown field"), "{said}");
        assert!(!said.contains("TOPSECRET"), "{said}");
    }

    /// The example with every setting in it: `#` before a setting is not followed by a space.
    fn whole_example() -> String {
        let line = |line: &'static str| match line.strip_prefix('#') {
            Some(setting) if !setting.starts_with(' ') => setting,
            _ => line,
        };
        EXAMPLE.lines().map(line).collect::<Vec<_>>().join("\n")
    }

    /// The keys that the reader knows, as it tells them itself.
    fn known_keys(section: &str) -> Vec<String> {
        let Err(error) = toml::from_str::<File>(&format!("{section}\nno_such_key = 1")) else {
            panic!("an unknown key is taken in `{section}`")
        };
        // unknown field `no_such_key`, expected one of `database`, `data_dir`, …
        let (_, listed) = error.message().split_once("expected").unwrap();
        listed.split('`').skip(1).step_by(2).map(str::to_owned).collect()
    }

    #[test]
    fn the_example_has_every_setting_and_no_other() {
        let example: toml::Table = whole_example().parse().unwrap();
        assert!(toml::from_str::<File>(&whole_example()).is_ok());
        for key in known_keys("") {
            assert!(example.contains_key(&key), "the example lacks {key}");
        }
        for (section, value) in &example {
            let toml::Value::Table(table) = value else { continue };
            for key in known_keys(&format!("[{section}]")) {
                assert!(table.contains_key(&key), "the example lacks {key} in [{section}]");
            }
        }
    }

    #[test]
    fn the_example_shows_the_defaults() {
        let common = Common { config: None, database: None, data_dir: None, log_format: LogFormat::Text };
        let serve = Serve { listen: None, public_url: None, sandbox_url: None, behind_proxy: false };
        let settings = |text: &str| combined(&common, &serve, toml::from_str(text).unwrap()).unwrap();
        let (default, example) = (settings(EXAMPLE), settings(&whole_example()));
        assert_eq!(default.place.database, example.place.database);
        assert_eq!(default.place.data_dir, example.place.data_dir);
        assert_eq!(default.listen, example.listen);
        assert_eq!(default.public_url, example.public_url);
        assert_eq!(default.behind_proxy, example.behind_proxy);
        assert_eq!(default.province, example.province);
        assert!(default.gateways.payment.0.is_empty() && !example.gateways.payment.0.is_empty());
    }

    const VNPAY: &str = r#"
        pay_url = "https://pay.vn/paymentv2/vpcpay.html"
        api_url = "https://pay.vn/merchant_webapi/api/transaction"
        merchant = "TMN"
        secret = "TOPSECRET"
        return_url = "https://a.vn/thanh-toan/ket-qua"
    "#;

    #[test]
    fn one_gateway_or_several_by_name_in_the_order_of_the_file() {
        let names = |text: String| {
            let configs = read(&text).unwrap().payment.unwrap().0;
            configs.into_iter().map(|config| (config.name, config.kind.name)).collect::<Vec<_>>()
        };
        assert_eq!(names(format!("[payment]{VNPAY}")), [("vnpay".to_owned(), "vnpay")]);
        let several = format!("[payment.thue]\ntype = \"vnpay\"{VNPAY}[payment.vnpay]{VNPAY}");
        assert_eq!(names(several), [("thue".to_owned(), "vnpay"), ("vnpay".to_owned(), "vnpay")]);
    }

    #[test]
    fn a_gateway_that_nobody_knows_is_named_without_its_secrets() {
        for (text, named) in [
            (format!("[payment.thue]{VNPAY}"), "`thue`"),
            (format!("[payment.a]\ntype = \"momo\"{VNPAY}"), "`momo`"),
            (format!("[payment.vnpay]{VNPAY}x = 1"), "unknown field `x`"),
            ("[payment.vnpay]\nsecret = \"TOPSECRET\"".to_owned(), "missing field"),
        ] {
            let Err(error) = read(&text) else { panic!("taken: {text}") };
            let said = error.to_string();
            assert!(said.contains(named) && !said.contains("TOPSECRET"), "{said}");
        }
    }

    #[test]
    fn an_address_must_be_one() {
        assert!(web_address("public_url", "https://a.vn").is_ok());
        for wrong in ["", "a.vn", "ftp://a.vn", "javascript:alert(1)", "http://"] {
            assert!(web_address("public_url", wrong).is_err(), "{wrong}");
        }
    }
}
