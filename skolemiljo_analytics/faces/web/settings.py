"""Safe settings for Streamlit, shipped with the command so that an installed wheel has them too.

A checkout holds the same settings in ``.streamlit/config.toml``; a test keeps the two in step.
"""

from __future__ import annotations

__all__ = ["CONTENT_SECURITY_POLICY", "SETTINGS", "UPLOAD_MEGABYTES"]

UPLOAD_MEGABYTES = 10

SETTINGS: dict[str, object] = {
    "server.address": "127.0.0.1",
    "server.headless": True,
    "server.fileWatcherType": "none",
    "server.maxUploadSize": UPLOAD_MEGABYTES,
    "server.allowedHosts": ["localhost", "127.0.0.1"],
    "server.showEmailPrompt": False,
    "server.enableStaticServing": False,
    "server.enableAgentApi": False,
    "runner.postScriptGC": False,
    "runner.magicEnabled": False,
    "browser.gatherUsageStats": False,
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.disableDataExport": True,
    "client.allowedOrigins": [],
    "logger.hideWelcomeMessage": True,
    "logger.enableRich": False,
    "theme.base": "light",
    "theme.primaryColor": "#17595f",
    "theme.backgroundColor": "#ffffff",
    "theme.secondaryBackgroundColor": "#fbfaf7",
    "theme.textColor": "#22282b",
    "theme.linkColor": "#17595f",
    "theme.borderColor": "#d8d4c8",
    "theme.baseRadius": "0.6rem",
    "theme.baseFontSize": 17,
    "theme.showWidgetBorder": True,
    "theme.font": "sans-serif",
    "theme.headingFontSizes": ["2.1rem", "1.5rem", "1.2rem"],
    "theme.sidebar.backgroundColor": "#f4f2ec",
    "theme.sidebar.secondaryBackgroundColor": "#ffffff",
}
"""Option to value; each differs from Streamlit's default for a reason of privacy, speed or calm."""

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' ws://localhost:* ws://127.0.0.1:* blob: data:",
        "worker-src 'self' blob:",
        "frame-ancestors 'none'",
        "form-action 'self'",
        "base-uri 'self'",
    )
)
"""Nothing on a page may come from, or be sent to, another machine.

Streamlit's own socket is named beside ``'self'``, which older browsers do not take to cover it; a
bare ``ws:`` would let a page talk to any machine.
"""
