using System.Text;
using SmartCity.Contracts;
using SmartCity.Contracts.CityManagement;

namespace SmartCity.CityManagement.Cases;

/// <summary>Lines of history out of events.</summary>
internal static class CaseHistory
{
    public static CaseStepRow Line(string home, ICaseStep happened) => new()
    {
        Home = home,
        CaseId = happened.CaseId,
        Step = happened.Step,
        What = CaseEvolution.StepName(happened),
        By = happened.By,
        At = happened.At,
        Data = Encoding.UTF8.GetString(EventJson.Write(happened)),
    };
}
