using System.Text;

namespace SmartCity.Alarms.Duty;

/// <summary>Files as spreadsheets write them.</summary>
internal static class DutyText
{
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Reads UTF-8, and where it is none, what Chinese spreadsheets write otherwise (GB 18030).</summary>
    public static string Read(byte[] bytes)
    {
        try
        {
            return Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetString(bytes);
        }
    }

    /// <summary>A list to begin with.</summary>
    public static string Template(string division) => $"""
        # 填写后导入；以 # 开头的行不读取。position：1 主班，2 副班，supervisor 带班领导
        {DutyFile.Columns}
        {division},白班,daily,08:00,20:00,1,zhang.san,张三,0734-0000000,zhang.san@example.org
        {division},白班,daily,08:00,20:00,2,li.si,李四,,
        {division},夜班,daily,20:00,08:00,1,wang.wu,王五,,
        {division},全天,daily,00:00,24:00,supervisor,zhao.liu,赵六,,

        """;
}
