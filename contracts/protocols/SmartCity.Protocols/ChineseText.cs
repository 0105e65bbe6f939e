using System.Text;

namespace SmartCity.Protocols;

/// <summary>
/// Text as devices send it: declared GB 2312 and sent as UTF-8, or the other way round. Read as UTF-8 when the bytes are
/// valid UTF-8 and hold a character of three bytes or more (every Chinese one is), as GB 18030 (a superset of GBK and GB
/// 2312) otherwise: the GBK bytes of 鲁 and 豫 are also a valid two-byte UTF-8 sequence, and stand on number plates.
/// </summary>
public static class ChineseText
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>GB 18030: what is written where a standard says GB 2312, GBK or GB 18030.</summary>
    public static Encoding Gb18030 { get; } = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    /// <summary>Decodes bytes of unknown encoding. Invalid sequences become U+FFFD; never throws.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes) =>
        bytes.ContainsAnyInRange((byte)0xE0, (byte)0xF4) && System.Text.Unicode.Utf8.IsValid(bytes)
            ? StrictUtf8.GetString(bytes)
            : Gb18030.GetString(bytes);

    /// <summary>
    /// Decodes a whole document (XML, JSON): UTF-8 whenever its bytes are valid UTF-8, since no GB text of some length is by
    /// chance. Short texts such as a plate go through <see cref="Decode"/>. Never throws.
    /// </summary>
    public static string DecodeDocument(ReadOnlySpan<byte> bytes) =>
        System.Text.Unicode.Utf8.IsValid(bytes) ? StrictUtf8.GetString(bytes) : Gb18030.GetString(bytes);
}
