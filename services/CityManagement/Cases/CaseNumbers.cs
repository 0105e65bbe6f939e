using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SmartCity.Contracts;
using SmartCity.Kernel.Storage;

namespace SmartCity.CityManagement.Cases;

/// <summary>Ids of cases: division (6), date in Beijing (8), and a number counted by the database, or a mark derived from the cause.</summary>
internal sealed class CaseNumbers(NodeStore store, TimeProvider clock)
{
    private static readonly TimeSpan Beijing = TimeSpan.FromHours(8);

    /// <summary>The next number of the day. A number that is drawn and not used stays unused.</summary>
    public async Task<string> NextAsync(string division, CancellationToken cancellation)
    {
        var day = Day(clock.GetUtcNow());
        var number = await store.WriteAsync(Lane.Normal, write => write.ScalarAsync(
            """
            insert into city_management_numbers (division, day, last) values (@p0, @p1, 1)
            on conflict (division, day) do update set last = city_management_numbers.last + 1 returning last
            """, division, day), cancellation);
        return division + day + Convert.ToInt64(number, CultureInfo.InvariantCulture).ToString("D5", CultureInfo.InvariantCulture);
    }

    /// <summary>The id of the one case that a cause can have.</summary>
    public static string Derived(string division, DateTimeOffset at, string cause) =>
        division + Day(at) + "E" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(cause)), 0, 6);

    private static string Day(DateTimeOffset at) => at.ToOffset(Beijing).ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}
