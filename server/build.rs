//! Packs what the browser loads into the binary: the style sheets as one, the font, the mark, and the islands if they
//! have been built (`make wasm` leaves them in `target/site`). Each file gets a name with the hash of its content, so
//! that it can be kept for ever, and is compressed once, here.
//!
//! Without `target/site` the portal builds and works, without islands.

use std::env;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

#[path = "build/css.rs"]
mod css;

/// The sheets that must come first, in this order; the others follow alphabetically.
const FIRST_SHEETS: [&str; 2] = ["tokens.css", "base.css"];
/// The sheet that comes last, for it takes back what others say for the screen.
const LAST_SHEET: &str = "print.css";

/// `islands.js` of `app/hydrate` and what wasm-bindgen makes of that package.
const ISLAND_FILES: [&str; 3] = ["portal_bg.wasm", "portal.js", "islands.js"];

fn main() -> Result<(), Box<dyn Error>> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("..");
    let (style, site) = (root.join("style"), root.join("target/site"));
    // Cargo rebuilds each time if a watched path is absent, so the folder is there even while it is empty.
    fs::create_dir_all(&site)?;
    for watched in [&style, &site] {
        println!("cargo::rerun-if-changed={}", watched.display());
    }
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");

    let mut pack = Pack::new(env::var("OUT_DIR")?.into());
    let icon = pack.add("favicon.svg", &fs::read(style.join("favicon.svg"))?)?;
    let sheet = pack_styles(&mut pack, &style)?;
    let islands = pack_islands(&mut pack, &site)?;

    let mut code = pack.table();
    writeln!(code, "const FAVICON: &str = {icon:?};")?;
    writeln!(code, "const CSS: &str = {sheet:?};")?;
    writeln!(code, "const ISLANDS: Option<&str> = {islands:?};")?;
    fs::write(pack.out.join("assets.rs"), code)?;
    Ok(())
}

/// Adds the fonts, then all sheets as one that points at them; returns its address.
fn pack_styles(pack: &mut Pack, style: &Path) -> Result<String, Box<dyn Error>> {
    let mut names: Vec<String> = files_in(style)?.into_iter().filter(|name| name.ends_with(".css")).collect();
    names.sort_by_key(|name| {
        let rank = FIRST_SHEETS.iter().position(|first| first == name).unwrap_or(FIRST_SHEETS.len());
        (name == LAST_SHEET, rank, name.clone())
    });
    let mut sheet = String::new();
    for name in names {
        sheet.push_str(&fs::read_to_string(style.join(name))?);
        sheet.push('\n');
    }
    let mut sheet = css::minify(&sheet);
    for font in files_in(&style.join("fonts"))?.into_iter().filter(|name| name.ends_with(".woff2")) {
        let address = pack.add(&font, &fs::read(style.join("fonts").join(&font))?)?;
        sheet = sheet.replace(&format!("fonts/{font}"), &address);
    }
    pack.add("portal.css", sheet.as_bytes())
}

/// Adds the islands, each file naming the next by its address; `None` if they have not been built.
fn pack_islands(pack: &mut Pack, site: &Path) -> Result<Option<String>, Box<dyn Error>> {
    if !ISLAND_FILES.iter().all(|name| site.join(name).is_file()) {
        println!("cargo::warning=built without islands: `make wasm` builds them");
        return Ok(None);
    }
    let [wasm, glue, loader] = ISLAND_FILES;
    let wasm_address = pack.add(wasm, &fs::read(site.join(wasm))?)?;
    let glue_address = pack.add(glue, &fs::read(site.join(glue))?)?;
    let loader_text = fs::read_to_string(site.join(loader))?
        .replace(&format!("./{wasm}"), &wasm_address)
        .replace(&format!("./{glue}"), &glue_address);
    Ok(Some(pack.add(loader, loader_text.as_bytes())?))
}

/// The files packed so far, written beside the generated table.
struct Pack {
    out: PathBuf,
    rows: Vec<String>,
}

impl Pack {
    fn new(out: PathBuf) -> Self {
        Self { out, rows: Vec::new() }
    }

    /// Packs one file and returns the address at which it is served.
    fn add(&mut self, name: &str, body: &[u8]) -> Result<String, Box<dyn Error>> {
        let hash = &hex::encode(Sha256::digest(body))[..12];
        let (stem, extension) = name.rsplit_once('.').ok_or("an asset without extension")?;
        let hashed = format!("{stem}-{hash}.{extension}");
        let content_type = match extension {
            "css" => "text/css; charset=utf-8",
            "js" => "text/javascript; charset=utf-8",
            "svg" => "image/svg+xml",
            "wasm" => "application/wasm",
            "woff2" => "font/woff2",
            other => return Err(format!("no content type for .{other}").into()),
        };
        fs::write(self.out.join(&hashed), body)?;
        // woff2 is compressed already.
        let compressed = if extension == "woff2" {
            "None".to_owned()
        } else {
            fs::write(self.out.join(format!("{hashed}.br")), brotli(body)?)?;
            format!("Some({})", include(&format!("{hashed}.br")))
        };
        self.rows.push(format!(
            "    Asset {{ name: {hashed:?}, etag: \"\\\"{hash}\\\"\", content_type: {content_type:?}, plain: {}, brotli: {compressed} }},",
            include(&hashed)
        ));
        Ok(format!("/assets/{hashed}"))
    }

    fn table(&self) -> String {
        format!("static ASSETS: &[Asset] = &[\n{}\n];\n", self.rows.join("\n"))
    }
}

fn include(name: &str) -> String {
    format!("include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}\"))")
}

fn brotli(body: &[u8]) -> std::io::Result<Vec<u8>> {
    let params = brotli::enc::BrotliEncoderParams { quality: 11, size_hint: body.len(), ..Default::default() };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &body[..], &mut packed, &params)?;
    Ok(packed)
}

/// The names of the files in a folder, sorted; none if it is absent.
fn files_in(folder: &Path) -> std::io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}
