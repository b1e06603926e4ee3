"""The Asterisk modules that are loaded, and nothing else: faster, quieter, less to attack."""

from __future__ import annotations

_CORE = (
    "res_timing_timerfd",
    "res_sorcery_config",
    "res_sorcery_memory",
    "res_sorcery_astdb",
    "res_pjproject",
    "res_crypto",
    "res_srtp",
    "res_rtp_asterisk",
    "codec_ulaw",
    "codec_alaw",
    "codec_a_mu",
    "codec_g722",
    "codec_resample",
    "format_pcm",
    "format_sln",
    "format_wav",
    "bridge_simple",
    "bridge_native_rtp",
    "bridge_softmix",
    "pbx_config",
)
_SIP = (
    "res_pjsip",
    "res_pjsip_session",
    "res_pjsip_authenticator_digest",
    "res_pjsip_outbound_authenticator_digest",
    "res_pjsip_outbound_registration",
    "res_pjsip_endpoint_identifier_user",
    "res_pjsip_endpoint_identifier_ip",
    "res_pjsip_registrar",
    "res_pjsip_caller_id",
    "res_pjsip_header_funcs",
    "res_pjsip_nat",
    "res_pjsip_pubsub",
    "res_pjsip_rfc3326",
    "res_pjsip_sdp_rtp",
    "chan_pjsip",
)
_DIALPLAN = (
    "app_dial",
    "app_echo",
    "app_exec",
    "app_milliwatt",
    "app_playback",
    "app_read",
    "app_senddtmf",
    "app_stack",
    "app_userevent",
    "func_callerid",
    "func_channel",
    "func_cut",
    "func_dialplan",
    "func_hangupcause",
    "func_logic",
    "func_strings",
)
PBX_MODULES = (*_CORE, *_SIP, *_DIALPLAN, "res_musiconhold", "res_manager_devicestate", "app_confbridge")
"""The owner's PBX."""
CARRIER_MODULES = (
    *_CORE,
    *_SIP,
    *_DIALPLAN,
    "res_musiconhold",
    "app_playtones",
    "app_queue",
    "app_record",
    "app_verbose",
    "func_global",
)
"""The practice town's telephone network."""
