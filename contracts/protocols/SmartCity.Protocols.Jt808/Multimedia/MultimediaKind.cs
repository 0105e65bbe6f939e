namespace SmartCity.Protocols.Jt808.Multimedia;

/// <summary>多媒体类型 (table 80). Other values are kept as they come.</summary>
public enum MultimediaKind : byte
{
    /// <summary>图像.</summary>
    Image = 0,
    /// <summary>音频.</summary>
    Audio = 1,
    /// <summary>视频.</summary>
    Video = 2,
}

/// <summary>多媒体格式编码 (table 80). Other values are kept as they come.</summary>
public enum MultimediaFormat : byte
{
    /// <summary>JPEG.</summary>
    Jpeg = 0,
    /// <summary>TIF.</summary>
    Tif = 1,
    /// <summary>MP3.</summary>
    Mp3 = 2,
    /// <summary>WAV.</summary>
    Wav = 3,
    /// <summary>WMV.</summary>
    Wmv = 4,
}
